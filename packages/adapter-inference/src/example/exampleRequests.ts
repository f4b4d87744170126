const topics = ['a bridge', 'a market', 'a lighthouse', 'a clock', 'a river', 'a library', 'a harbour', 'a railway'] as const
const forms = [
  'Describe {topic} in one sentence.',
  'Write a riddle whose answer is {topic}.',
  'Name three parts of {topic}.',
  'Write a title for a story about {topic}.',
  'Explain to a child what {topic} is for.',
  'Translate into French: "We met at {topic}."',
  'List two materials of which people build {topic}.',
  'Write a question about {topic}, and answer it.',
] as const

/** Returns 64 example requests to a model, in the format of the files of this adapter. */
export function exampleRequests(model: string): string {
  const questions = forms.flatMap((form) => topics.map((topic) => form.replace('{topic}', topic)))
  const lines = questions.map((content, at) =>
    JSON.stringify({
      custom_id: `question-${at + 1}`,
      method: 'POST',
      url: '/v1/chat/completions',
      body: { model, messages: [{ role: 'user', content }] },
    }),
  )
  return `${lines.join('\n')}\n`
}
