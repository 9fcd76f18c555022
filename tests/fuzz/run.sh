#!/usr/bin/env bash
# run.sh PROGRAM SEEDS FOLDER: fuzzes for ASSAY_FUZZ_SECONDS (60). What it learns stays in FOLDER/corpus, what crashes
# goes to FOLDER/crashes; to repeat a crash: PROGRAM FILE.
set -euo pipefail
program=$1 seeds=$2 folder=$3
mkdir -p "$folder/corpus" "$folder/crashes"
exec "$program" "$folder/corpus" "$seeds" -artifact_prefix="$folder/crashes/" -max_total_time="${ASSAY_FUZZ_SECONDS:-60}" \
  -max_len=16384 -timeout=10 -rss_limit_mb=2048 -print_final_stats=1 -verbosity="${ASSAY_FUZZ_VERBOSITY:-0}"
