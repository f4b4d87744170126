import { isChinese, wordsOf } from '../text/knownWords.ts'
import type { Vocabulary } from '../text/correctWords.ts'
import { fillers } from './fillers.ts'
import { otherWords } from './otherWords.ts'
import { places } from './places.ts'
import { wishWords } from './wishWords.ts'

/** Correct words that occur only in the patterns of the grammar rules. The lists of phrases do not contain them, so they are listed here too. */
const ruleWords =
  'hours hour minutes minute days day weeks week months month tomorrow tonight monday tuesday wednesday thursday friday saturday sunday morning afternoon evening ' +
  'under below less than most maximum budget dollars dollar cents euros euro pounds yuan each memory system storage network context tokens total altogether ' +
  'llama qwen deepseek distill mistral mixtral gemma whisper stable diffusion flux hunyuan nvidia geforce tesla radeon instinct rtx gpus cards machines nodes servers ready within seconds second slot slots'
const chineseRuleWords =
  '显存 内存 硬盘 磁盘 小时 分钟 星期 明天 后天 今天 今晚 明早 明晚 上午 下午 晚上 中午 早上 凌晨 开始 起租 每小时 不超过 低于 以内 以下 预算 总价 总预算 总显存 美元 欧元 人民币 模型 上下文 参数 万兆 千兆 带宽 网络 通义千问 千问 一个月 一周 一天 两天 三天'

/** Every known word, to compare misspelt words with. */
export const vocabulary: Vocabulary = makeVocabulary()

function makeVocabulary(): Vocabulary {
  const keys = [...wishWords.meanings.keys(), ...places.meanings.keys(), ...fillers.meanings.keys()]
  const words = [...wishWords.words, ...places.words, ...fillers.words, ...wordsOf(ruleWords)]
  return {
    words: new Set(words.filter((word) => /^[a-z]{2,}$/.test(word))),
    others: otherWords,
    chinese: new Set([...keys.filter((key) => isChinese(key) && /^[\u3400-\u9fff]{2,}$/.test(key)), ...chineseRuleWords.split(' ')]),
  }
}
