const name = /\b(?:infinitio|process|nodejs)_[a-z0-9_]+\b/g

/** The metrics that a text (rules, a dashboard, a page of the docs) names, each once; of a histogram its own name, not that of a series. */
export function metricNames(text: string): string[] {
  const found = [...text.matchAll(name)].map(([match]) => match.replace(/_seconds_(?:bucket|sum|count)$/, '_seconds'))
  return [...new Set(found)].sort()
}
