import { AdapterError } from '@infinitio/tasks'
import { expect, it } from 'vitest'
import { planTurns } from './planTurns.ts'

it('lets the next plan of an owner wait after a refused one, and not the plans of others', async () => {
  const { inTurn, asked, end } = setup()
  await expect(inTurn('a', refused)).rejects.toThrow('split failed')
  expect(asked).toEqual([30])
  const begun: string[] = []
  const plan = (name: string) => inTurn(name, async () => void begun.push(name))
  const waiting = [plan('a'), plan('a')]
  await plan('b')
  expect(begun).toEqual(['b'])
  end()
  await Promise.all(waiting)
  expect(begun).toEqual(['b', 'a', 'a'])
})

it('pauses an owner again whose waiting plans are refused too, and never holds a turn for that', async () => {
  const { inTurn, asked, end } = setup()
  await expect(inTurn('a', refused)).rejects.toThrow('split failed')
  const waiting = [inTurn('a', refused), inTurn('a', refused)].map((plan) => plan.catch((error: Error) => error.message))
  end()
  await expect(waiting[0]).resolves.toBe('split failed')
  await expect(inTurn('b', async () => 1)).resolves.toBe(1)
  expect(asked).toEqual([30, 30])
  end()
  await expect(waiting[1]).resolves.toBe('split failed')
})

it('makes no pause after a fault that is not of the plan', async () => {
  const { inTurn, asked } = setup()
  await expect(inTurn('a', () => Promise.reject(new Error('no connection')))).rejects.toThrow('no connection')
  await expect(inTurn('a', async () => 1)).resolves.toBe(1)
  expect(asked).toEqual([])
})

async function refused(): Promise<never> {
  throw new AdapterError('inputInvalid', 'split failed')
}

function setup() {
  const asked: number[] = []
  const ends: (() => void)[] = []
  const pause = (ms: number) => {
    asked.push(ms)
    return new Promise<void>((end) => void ends.push(end))
  }
  return { inTurn: planTurns({ most: 1, pauseMs: 30, pause }), asked, end: () => ends.shift()?.() }
}
