const steps = ['B', 'KB', 'MB', 'GB', 'TB'] as const

/** Returns a number of bytes as text with a unit: "9.1 MB". Each unit is 1,024 times the unit before it. */
export function bytesText(bytes: number): string {
  const step = Math.min(steps.length - 1, Math.floor(Math.log2(Math.max(1, bytes)) / 10))
  return `${(bytes / 1_024 ** step).toFixed(step === 0 ? 0 : 1)}\u00a0${steps[step]}`
}
