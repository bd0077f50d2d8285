"""Asks a Wyoming server through the client library that Home Assistant uses (pip install wyoming==1.10.2).

    python bench/serve/wyoming_client.py [host] [port] text [text …]
"""

import asyncio
import sys

from wyoming.asr import Transcript
from wyoming.client import AsyncTcpClient
from wyoming.info import Describe, Info
from wyoming.intent import Intent, NotRecognized


async def main(host: str, port: int, texts: list[str]) -> None:
    async with AsyncTcpClient(host, port) as client:
        await client.write_event(Describe().event())
        info = Info.from_event(await client.read_event())
        for program in info.intent:
            print(program.name, [(model.name, model.languages) for model in program.models])
        for text in texts:
            await client.write_event(Transcript(text=text, language="en").event())
            event = await client.read_event()
            if Intent.is_type(event.type):
                intent = Intent.from_event(event)
                print(text, "→", intent.name, {one.name: one.value for one in intent.entities})
            else:
                assert NotRecognized.is_type(event.type), event
                print(text, "→ not recognized")


if __name__ == "__main__":
    asyncio.run(main(sys.argv[1], int(sys.argv[2]), sys.argv[3:]))
