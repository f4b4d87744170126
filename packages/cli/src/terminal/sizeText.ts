const steps = ['B', 'KiB', 'MiB', 'GiB', 'TiB'] as const

/** Bytes for a person: 1.5 GiB. */
export function sizeText(bytes: number): string {
  const step = Math.min(steps.length - 1, Math.floor(Math.log2(Math.max(1, bytes)) / 10))
  return `${(bytes / 1_024 ** step).toFixed(step === 0 ? 0 : 1)} ${steps[step]}`
}
