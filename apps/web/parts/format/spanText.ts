import { formatDuration } from '@infinitio/domain'
import { reading } from '#web/i18n/reading.ts'

const inChinese: Readonly<Record<string, string>> = { d: '天', h: '小时', min: '分钟', s: '秒' }

/** Returns whole seconds as text without a line break: "17 h 58 min", "17 小时 58 分钟". Negative values show as zero. */
export function spanText(seconds: number): string {
  return unitsText(formatDuration(Math.max(0, Math.floor(seconds))))
}

/** Translates the units of a duration to the reader's language and removes line breaks. */
export function unitsText(text: string): string {
  const words = text.split(' ').map((word) => (reading().language === 'zh' ? (inChinese[word] ?? word) : word))
  return words.join('\u00a0')
}
