import { OpenAI } from 'openai'

const openai = new OpenAI()
const answer = await openai.chat.completions.create({
  model: 'test server, no model',
  messages: [{ role: 'user', content: 'Say hello' }],
})
console.log(answer.choices[0].message.content)