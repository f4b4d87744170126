import { expect, test } from 'vitest'
import { type Answer, answersByDay } from '#web/features/usage/answersByDay.ts'

const day = 20_775
const at = (seconds: number, cost: bigint, [input, output] = [10, 5]): Answer => ({ endedMs: (day * 86_400 + seconds) * 1_000, input, output, cost })
const channel = (name: string) => ({ channel: name, key: `key of ${name}`, service: 'service', offeredModel: name, asset: 'PToken' }) as never

test('groups answers by UTC day and channel, newest first, with the sums of their tokens and prices', () => {
  const groups = answersByDay([
    { channel: channel('chat'), answers: [at(1, 3n), at(86_399, 4n, [100, 1]), at(86_400, 5n)] },
    { channel: channel('code'), answers: [at(2, 7n)] },
    { channel: channel('empty'), answers: [] },
  ])
  expect(groups.map((group) => [group.day, group.channel.offeredModel, group.answers.map(({ cost }) => cost), group.tokens, group.cost])).toEqual([
    [day + 1, 'chat', [5n], 15, 5n],
    [day, 'chat', [4n, 3n], 116, 7n],
    [day, 'code', [7n], 15, 7n],
  ])
})
