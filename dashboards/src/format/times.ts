// Moments (RFC 3339 in the records) in the reader's own time zone.

/** "2026-03-01 23:05". What is not a moment is returned as it is. */
export function formatMoment(rfc3339: string): string {
  const date = new Date(rfc3339);
  if (Number.isNaN(date.getTime())) {
    return rfc3339;
  }
  const two = (value: number): string => String(value).padStart(2, "0");
  const day = `${date.getFullYear()}-${two(date.getMonth() + 1)}-${two(date.getDate())}`;
  return `${day} ${two(date.getHours())}:${two(date.getMinutes())}`;
}

/** How long from one moment to the other: "0.8 s", "12 s", "3 min 20 s", "2 h 5 min"; null if it cannot be told. */
export function formatDuration(started: string, finished: string): string | null {
  const seconds = (Date.parse(finished) - Date.parse(started)) / 1000;
  if (Number.isNaN(seconds) || seconds < 0) {
    return null;
  }
  if (seconds < 10) {
    return `${seconds.toFixed(1)} s`;
  }
  const whole = Math.round(seconds);
  if (whole < 60) {
    return `${whole} s`;
  }
  const minutes = Math.floor(whole / 60);
  return minutes < 60
    ? `${minutes} min ${whole % 60} s`
    : `${Math.floor(minutes / 60)} h ${minutes % 60} min`;
}
