import type { Check } from './check.ts'
import { shellWord } from './shellWord.ts'

const command = /infinitio provide(?= --)/
/** Options that do not belong to a command that a person copies from the table. */
const left: readonly string[] = ['--json', '--help', '-h']

/**
 * Returns a check whose fix can be copied: its command `infinitio provide` also has the options that the person typed, except those that the fix itself names. So
 * a check of another market, such as `--check --url`, does not end at this computer's own market.
 */
export function withGivenOptions(check: Check, given: readonly (readonly string[])[]): Check {
  if (check.state !== 'missing') return check
  const [before, ...rest] = check.fix.split(command)
  if (rest.length === 0) return check
  const after = rest.join('infinitio provide')
  const named = new Set(after.match(/--[a-z-]+/g))
  const kept = given.filter(([option = '']) => !named.has(option.replace(/^--no-/, '--')) && !left.includes(option))
  return { ...check, fix: `${before}infinitio provide${kept.map((words) => ` ${words.map(shellWord).join(' ')}`).join('')}${after}` }
}
