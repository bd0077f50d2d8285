#!/bin/sh
# Starts the server with what the add-on's options say.
set -eu
set -- serve --host 0.0.0.0 --wyoming-port 10400
if [ "$(jq -r .keep_unsure /data/options.json)" = true ]; then
  set -- "$@" --keep-unsure /share/skillet/unsure.jsonl
fi
jq -r '.models[]' /data/options.json >/tmp/models
while IFS= read -r model; do
  set -- "$@" "$model"
done </tmp/models
exec node /skillet/skillet.js "$@"
