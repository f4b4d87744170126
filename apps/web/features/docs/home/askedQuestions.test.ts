import { expect, test } from 'vitest'
import { askedQuestions } from '#web/features/docs/home/askedQuestions.ts'

test('reads the questions of a guide with their answers', () => {
  expect(askedQuestions('# FAQ\n\nIntro.\n\n## Why `so`?\nBecause.\n\n```sh\nls\n```\n\n## Not a question\nText.\n\n## 为什么？\n因为。\n')).toEqual([
    { question: 'Why so?', answer: 'Because.\n\n```sh\nls\n```' },
    { question: '为什么？', answer: '因为。' },
  ])
})

test('finds none in a guide without questions', () => {
  expect(askedQuestions('# Guide\n\n## Part\nText.')).toEqual([])
})
