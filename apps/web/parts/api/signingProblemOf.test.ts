import { HttpRequestError, TimeoutError, TransactionExecutionError, UserRejectedRequestError } from 'viem'
import { privateKeyToAccount } from 'viem/accounts'
import { expect, test } from 'vitest'
import { signingProblemOf } from '#web/parts/api/signingProblemOf.ts'

const url = 'http://127.0.0.1:1'
const account = privateKeyToAccount(`0x${'1'.padStart(64, '0')}`)

test('gives a silent chain a sentence of this site at any depth of causes, and leaves other errors unchanged', () => {
  const failed = new HttpRequestError({ url })
  const within = new TransactionExecutionError(failed, { account })
  for (const error of [failed, within, new TimeoutError({ body: {}, url })]) expect(signingProblemOf(error).code).toBe('wallet.chain_silent')
  expect(signingProblemOf(new UserRejectedRequestError(new Error('no'))).code).toBe('wallet.rejected')
  expect(signingProblemOf(new DOMException('too late', 'TimeoutError'))).toMatchObject({ code: 'browser.unexpected', sentence: 'too late' })
})
