import { formatDuration } from '@infinitio/domain'

/** Whole seconds as people say them, with no line break inside: "17 h 58 min". Negative counts as zero. */
export function spanText(seconds: number): string {
  return formatDuration(Math.max(0, Math.floor(seconds))).replaceAll(' ', '\u00a0')
}
