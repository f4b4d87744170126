import type { FoldedText } from './foldText.ts'
import { isChinese } from './knownWords.ts'

/** The words that count as correct. A misspelt word can be corrected to one of `words` (or `chinese`), but never to one of `others`. */
export type Vocabulary = { readonly words: ReadonlySet<string>; readonly others: ReadonlySet<string>; readonly chinese: ReadonlySet<string> }

/** Groups of Chinese characters that sound or look alike. Only characters from words that occur in searches are listed. */
const alike: readonly string[] = [
  ...[
    '州洲周舟粥',
    '宜易以意义',
    '天田甜填',
    '存村寸',
    '调条跳吊',
    '群裙',
    '服福付富夫府',
    '显现险县',
    '卡咖喀',
    '国果过',
    '德得的',
    '法发伐',
    '英应硬',
  ],
  ...[
    '美每没',
    '韩寒含汉',
    '新心欣',
    '加家佳嘉',
    '坡破颇',
    '香乡想',
    '港岗刚',
    '京经惊',
    '东冬动',
    '租组阻祖',
    '训驯讯',
    '练炼链恋',
    '推腿退',
    '理里力',
  ],
  ...[
    '机几鸡级',
    '价架假',
    '格隔哥',
    '便变遍',
    '最嘴罪',
    '内那耐',
    '盘判',
    '硬应',
    '网往忘',
    '络落洛',
    '块快',
    '张章',
    '镜静净',
    '像象向',
    '晚完万',
    '早找',
  ],
  ...[
    '月越约',
    '时是十实事',
    '小晓',
    '分份',
    '星兴',
    '期其奇',
    '明名',
    '后候厚',
    '欧殴鸥',
    '亚压',
    '太泰态',
    '本笨',
    '伦论轮',
    '敦顿',
    '巴八',
    '黎里离',
  ],
]
const soundOf: ReadonlyMap<string, number> = new Map(alike.flatMap((signs, sound) => [...signs].map((sign) => [sign, sound] as const)))

/**
 * Corrects misspelt words. A word of 4 to 7 letters may have one error, and a longer word two. In a word of 3 letters, only letters in the wrong sequence are
 * corrected. Words with digits stay unchanged, because they may name other cards and models. A Chinese word of four or more characters may have one wrong
 * character. In a shorter one, the wrong character must sound like the right one.
 */
export function correctWords(folded: FoldedText, vocabulary: Vocabulary): FoldedText {
  const parts: { readonly text: string; readonly from: number; readonly to: number }[] = []
  const pattern = /[a-z]+|[\u3400-\u9fff]+|[^a-z\u3400-\u9fff]+/g
  for (const match of folded.text.matchAll(pattern)) {
    const from = match.index
    const word = match[0]
    const neighbours = `${folded.text[from - 1] ?? ' '}${folded.text[from + word.length] ?? ' '}`
    if (isChinese(word)) parts.push({ text: correctChinese(word, vocabulary), from, to: from + word.length })
    else if (/^[a-z]/.test(word) && !/[\d_.@]/.test(neighbours)) parts.push({ text: correctWord(word, vocabulary), from, to: from + word.length })
    else parts.push({ text: word, from, to: from + word.length })
  }
  const starts: number[] = []
  const ends: number[] = []
  for (const { text, from, to } of parts) {
    const isSame = text.length === to - from
    for (let index = 0; index < text.length; index += 1) {
      starts.push(folded.starts[isSame ? from + index : from] ?? 0)
      ends.push(folded.ends[isSame ? from + index : to - 1] ?? 0)
    }
  }
  return { typed: folded.typed, text: parts.map(({ text }) => text).join(''), starts, ends }
}

function correctWord(word: string, { words, others }: Vocabulary): string {
  if (word.length < 3 || words.has(word) || others.has(word)) return word
  const most = word.length < 8 ? 1 : 2
  let best = word
  let least = most + 1
  for (const known of words) {
    if (known.length < 3 || Math.abs(known.length - word.length) > most || (word[0] !== known[0] && (word[1] !== known[0] || word[0] !== known[1])))
      continue
    const distance = costOf(word, known, most)
    if (distance < least) [best, least] = [known, distance]
  }
  return best
}

/**
 * Returns the edit distance between two words. The distance is reduced by less than 1 for likelier mistakes: words that begin with the same letter, have the
 * same letters in another sequence, or differ only in repeated letters. Returns `most + 1` for a distance above `most`. If one of the words has three letters,
 * or if both have four and other last letters, also returns `most + 1`, unless the words differ only in the sequence of their letters.
 */
function costOf(word: string, known: string, most: number): number {
  const distance = editDistance(word, known, most)
  if (distance > most) return most + 1
  const isExchange = word.length === known.length && [...word].sort().join('') === [...known].sort().join('')
  if ((word.length === 3 || known.length === 3) && !isExchange) return most + 1
  const isDoubled = single(word) === single(known)
  // Two words of four letters with another last letter are too often different words: "qwer" is not "qwen".
  if (word.length === 4 && known.length === 4 && word[3] !== known[3] && !isExchange && !isDoubled) return most + 1
  return distance - (isExchange || isDoubled ? 0.5 : 0) - (word[0] === known[0] ? 0.2 : 0)
}

function single(word: string): string {
  return word.replaceAll(/(.)\1+/g, '$1')
}

const longest = 8

function correctChinese(run: string, { chinese }: Vocabulary): string {
  let text = ''
  let at = 0
  while (at < run.length) {
    const found = exactAt(run, at, chinese) ?? nearAt(run, at, chinese) ?? run[at] ?? ''
    text += found
    at += found.length
  }
  return text
}

function exactAt(run: string, at: number, chinese: ReadonlySet<string>): string | null {
  for (let length = Math.min(longest, run.length - at); length > 1; length -= 1) {
    const word = run.slice(at, at + length)
    if (chinese.has(word)) return word
  }
  return null
}

function nearAt(run: string, at: number, chinese: ReadonlySet<string>): string | null {
  let best: string | null = null
  for (const word of chinese) {
    if (word.length < 2 || word.length > run.length - at || word.length <= (best?.length ?? 0)) continue
    if (isNear(run, at, word)) best = word
  }
  return best
}

function isNear(run: string, at: number, word: string): boolean {
  let different = -1
  for (let index = 0; index < word.length; index += 1) {
    if (run[at + index] === word[index]) continue
    if (different >= 0) return false
    different = index
  }
  if (different < 0 || word.length >= 4) return different >= 0
  const sound = soundOf.get(word[different] ?? '')
  return sound !== undefined && sound === soundOf.get(run[at + different] ?? '')
}

/**
 * Returns the number of changed, added, missing or swapped letters between two words, or `most + 1` for more than `most` (optimal string alignment).
 */
function editDistance(one: string, other: string, most: number): number {
  if (Math.abs(one.length - other.length) > most) return most + 1
  let before: number[] = []
  let last = Array.from({ length: other.length + 1 }, (_, index) => index)
  for (let row = 1; row <= one.length; row += 1) {
    const line = [row]
    let least = row
    for (let column = 1; column <= other.length; column += 1) {
      const isSame = one[row - 1] === other[column - 1]
      let cost = Math.min((last[column] ?? 0) + 1, (line[column - 1] ?? 0) + 1, (last[column - 1] ?? 0) + (isSame ? 0 : 1))
      const isExchanged = row > 1 && column > 1 && one[row - 1] === other[column - 2] && one[row - 2] === other[column - 1]
      if (isExchanged) cost = Math.min(cost, (before[column - 2] ?? 0) + 1)
      line.push(cost)
      least = Math.min(least, cost)
    }
    if (least > most) return most + 1
    before = last
    last = line
  }
  return last[other.length] ?? most + 1
}
