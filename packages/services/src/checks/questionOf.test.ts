import { checkLimits, hex32 } from '@infinitio/domain'
import { expect, it } from 'vitest'
import { testCandidate } from '../routing/testCandidate.ts'
import { answerHead, headHashOf } from './answerHead.ts'
import { planCheck } from './planCheck.ts'
import { questionOf } from './questionOf.ts'

const secret = hex32(`0x${'5'.repeat(64)}`)
const asked = { secret, slot: 7, model: 'llama-3.3-70b', question: 0, prompts: null }

it('a question depends on the secret, the check and its number, and on nothing else', () => {
  expect(questionOf(asked)).toEqual(questionOf(asked))
  const others = [
    { ...asked, slot: 8 },
    { ...asked, question: 1 },
    { ...asked, secret: hex32(`0x${'6'.repeat(64)}`) },
  ]
  for (const other of others) expect(questionOf(other).messages).not.toEqual(questionOf(asked).messages)
})

it('a question has only fields that stock clients send', () => {
  const fields = new Set(Array.from({ length: 50 }, (_, slot) => Object.keys(questionOf({ ...asked, slot }))).flat())
  expect([...fields].toSorted()).toEqual(['max_tokens', 'messages', 'model', 'stream', 'temperature'])
})

it('a validator uses the prompts of its operator', () => {
  expect(questionOf({ ...asked, prompts: ['Say hello.'] }).messages).toContainEqual({ role: 'user', content: 'Say hello.' })
})

it('a plan asks each service each question once, at times that only the validator knows', () => {
  const services = [1, 2, 3].map((n) => testCandidate(n).service)
  const plan = planCheck({ secret, slot: 7, model: asked.model, services, seconds: 4_320 })
  expect(plan).toHaveLength(services.length * checkLimits.questions)
  expect(plan.every(({ second }) => second >= 0 && second < 3_240)).toBe(true)
  expect(plan.map(({ second }) => second)).toEqual(plan.map(({ second }) => second).toSorted((one, other) => one - other))
  expect(new Set(plan.map(({ second }) => second)).size).toBeGreaterThan(4)
})

it('the beginning of an answer is its first sixteen words and signs', () => {
  const words = Array.from({ length: 20 }, (_, n) => `word${n}`)
  expect(answerHead(words.join(' '))).toBe(words.slice(0, 16).join(' '))
  expect(headHashOf(`  ${words.join('\n')} more`)).toBe(headHashOf(words.join(' ')))
  expect(answerHead('你好，世界')).toBe('你 好 ， 世 界')
  expect(headHashOf(' \n')).toBeNull()
  expect(headHashOf('Yes.')).not.toBe(headHashOf('No.'))
})
