import { roundConstants, startState } from '@infinitio/domain/proofs'

const stateNames = ['a', 'b', 'c', 'd', 'e', 'f', 'g', 'h'] as const
const scheduleWords = 16

/**
 * Returns functions for SHA-256 in WGSL, the language of GPU programs. `compress(state, block)` continues a hash with one block of 16 big-endian words, and
 * `hashOnce(block)` hashes a padded message of one block. The rounds are written out one by one, because a loop over an array of words keeps the words in
 * memory instead of registers. With `written: 16`, only 16 rounds are written out, and a loop repeats them. This suits a program with several hashes, because
 * its instructions fit the cache.
 */
export function sha256Shader({ written }: { written: 16 | 64 }): string {
  const first =
    written === 64
      ? lines(64, (round) => `${round < scheduleWords ? '' : scheduleCode(round)}${roundCode(round, `${round}u`)}`)
      : lines(16, (round) => roundCode(round, `${round}u`))
  const rest =
    written === 64
      ? ''
      : `for (var done = 16u; done < 64u; done += 16u) {\n${lines(16, (round) => `${scheduleCode(round)}${roundCode(round, `done + ${round}u`)}`)}\n}`
  return `
struct Hash { lo: vec4<u32>, hi: vec4<u32> }
struct Block { p: vec4<u32>, q: vec4<u32>, r: vec4<u32>, s: vec4<u32> }
const constants = array<u32, 64>(${literals(roundConstants)});

fn rotate(x: u32, bits: u32) -> u32 { return (x >> bits) | (x << (32u - bits)); }

fn compress(state: Hash, block: Block) -> Hash {
${stateNames.map((name, at) => `var ${name} = state.${partOf(['lo', 'hi'], at)};`).join('\n')}
${lines(scheduleWords, (word) => `var w${word} = block.${partOf(['p', 'q', 'r', 's'], word)};`)}
${first}
${rest}
return Hash(state.lo + vec4<u32>(a, b, c, d), state.hi + vec4<u32>(e, f, g, h));
}

fn startState() -> Hash { return Hash(vec4<u32>(${literals(startState.subarray(0, 4))}), vec4<u32>(${literals(startState.subarray(4))})); }

fn hashOnce(block: Block) -> Hash { return compress(startState(), block); }
`
}

/**
 * Returns the code of one round of SHA-256. In the standard, each round moves eight values on by one variable. This code instead changes the names of the
 * variables from round to round: the name that was `h` becomes `a`.
 */
function roundCode(round: number, constant: string): string {
  const [a, b, c, d, e, f, g, h] = stateNames.map((_, at) => stateNames[(at + 64 - round) % 8])
  return [
    `${h} = ${h} + (rotate(${e}, 6u) ^ rotate(${e}, 11u) ^ rotate(${e}, 25u)) + (${g} ^ (${e} & (${f} ^ ${g}))) + constants[${constant}] + w${round % scheduleWords};`,
    `${d} = ${d} + ${h};`,
    `${h} = ${h} + (rotate(${a}, 2u) ^ rotate(${a}, 13u) ^ rotate(${a}, 22u)) + ((${a} & ${b}) | (${c} & (${a} | ${b})));`,
  ].join('\n')
}

/** Returns the code that replaces a word of SHA-256's message schedule by the word that is needed 16 rounds later. */
function scheduleCode(round: number): string {
  const [word, next, seventh, second] = [0, 1, 9, 14].map((ahead) => `w${(round + ahead) % scheduleWords}`)
  const small = `(rotate(${next}, 7u) ^ rotate(${next}, 18u) ^ (${next} >> 3u))`
  return `${word} = ${word} + ${small} + ${seventh} + (rotate(${second}, 17u) ^ rotate(${second}, 19u) ^ (${second} >> 10u));\n`
}

function lines(count: number, line: (at: number) => string): string {
  return Array.from({ length: count }, (_, at) => line(at)).join('\n')
}

function partOf(vectors: readonly string[], at: number): string {
  return `${vectors[Math.floor(at / 4)]}.${'xyzw'[at % 4]}`
}

function literals(words: Int32Array): string {
  return Array.from(words, (word) => `${word >>> 0}u`).join()
}
