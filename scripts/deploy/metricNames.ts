const name = /\b(?:infinitio|process|nodejs)_[a-z0-9_]+\b/g

/**
 * Returns the metrics that a text (rules, a dashboard, a page of the docs) names, each once. For a histogram, it returns the metric's name, not a
 * series' name.
 */
export function metricNames(text: string): string[] {
  const found = [...text.matchAll(name)].map(([match]) => match.replace(/_seconds_(?:bucket|sum|count)$/, '_seconds'))
  return [...new Set(found)].sort()
}
