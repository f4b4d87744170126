import type { Texts } from '../texts/en.ts'

/** Formats a moment of the block clock in a language: "20 Nov 2026, 12:00 UTC". */
export function momentText(seconds: bigint, { dates }: Pick<Texts, 'dates'>): string {
  const day = new Intl.DateTimeFormat(dates, { dateStyle: 'medium', timeStyle: 'short', timeZone: 'UTC' })
  return `${day.format(new Date(Number(seconds) * 1_000))} UTC`
}
