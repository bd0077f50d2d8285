"""An OVOS pipeline stage that asks a Skillet server what an utterance means."""

import json
from typing import Optional
from urllib.request import Request, urlopen

from ovos_plugin_manager.templates.pipeline import ConfidenceMatcherPipeline, IntentHandlerMatch


class SkilletPipeline(ConfidenceMatcherPipeline):
    """Settings: `url` of the server, `token`, `timeout` in seconds, `skill_id` whose intents are meant,
    and the confidences `high`, `medium` and `low` from which each stage takes an answer."""

    def _match(self, utterances, lang, level) -> Optional[IntentHandlerMatch]:
        settings = self.config or {}
        url = settings.get("url", "http://127.0.0.1:5005").rstrip("/")
        headers = {"Content-Type": "application/json"}
        if settings.get("token"):
            headers["Authorization"] = f"Bearer {settings['token']}"
        least = settings.get(level, {"high": 0.9, "medium": 0.7, "low": 0.4}[level])
        for utterance in utterances:
            body = json.dumps({"text": utterance}).encode()
            try:
                with urlopen(
                    Request(f"{url}/understand", body, headers), timeout=settings.get("timeout", 1)
                ) as response:
                    answer = json.load(response)
            except OSError:
                return None  # No server: the next stage of the pipeline has its turn.
            intent = answer["intent"]
            if not intent or intent["confidence"] < least:
                continue
            skill_id = settings.get("skill_id", answer["model"])
            return IntentHandlerMatch(
                match_type=f"{skill_id}:{intent['name']}",
                match_data={slot["slot"]: slot["value"] for slot in answer["slots"]},
                skill_id=skill_id,
                utterance=utterance,
            )
        return None

    def match_high(self, utterances, lang, message):
        return self._match(utterances, lang, "high")

    def match_medium(self, utterances, lang, message):
        return self._match(utterances, lang, "medium")

    def match_low(self, utterances, lang, message):
        return self._match(utterances, lang, "low")
