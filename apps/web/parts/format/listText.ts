import { reading } from '#web/i18n/reading.ts'

/** Joins texts with the comma of the reader's language, such as "64 GB RAM, 2 vCPU". */
export function listText(words: readonly string[]): string {
  return words.join(reading().language === 'zh' ? '，' : ', ')
}

/** Returns the space between two whole sentences, which Chinese does not have. */
export function sentenceGap(): string {
  return reading().language === 'zh' ? '' : ' '
}

/** Joins sentences that have no full stop into one text: "Prices now. One is simulated". The last sentence gets no full stop. */
export function sentencesText(sentences: readonly string[]): string {
  return sentences.join(reading().language === 'zh' ? '。' : '. ')
}
