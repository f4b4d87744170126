const name = /\b(?:infinitio|process|nodejs)_[a-z0-9_]+\b/g

/**
 * Returns the names of metrics in a text (alert rules, a dashboard, or a page of the docs), each once. For a series of a histogram, such as `…_seconds_bucket`,
 * returns the name of the histogram.
 */
export function metricNames(text: string): string[] {
  const found = [...text.matchAll(name)].map(([match]) => match.replace(/_seconds_(?:bucket|sum|count)$/, '_seconds'))
  return [...new Set(found)].sort()
}
