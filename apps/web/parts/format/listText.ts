import { reading } from '#web/i18n/reading.ts'

/** Words one after another, as a line of facts has them: "64 GB RAM, 2 vCPU", with the comma of the reader's language. */
export function listText(words: readonly string[]): string {
  return words.join(reading().language === 'zh' ? '，' : ', ')
}

/** Sentences without their ends, one after another: "Prices now. One is simulated". */
export function sentencesText(sentences: readonly string[]): string {
  return sentences.join(reading().language === 'zh' ? '。' : '. ')
}
