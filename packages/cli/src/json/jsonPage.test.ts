import type { Command } from 'commander'
import { expect, test } from 'vitest'
import { program } from '../program.ts'
import { listNames } from './chosenFields.ts'
import { jsonAnswers } from './jsonAnswers.ts'
import { jsonFields } from './jsonFields.ts'
import { jsonText } from './jsonText.ts'
import { readAnswer } from './readAnswer.ts'

/**
 * Returns the words of each command that has no subcommands, except `help`. Also returns `route`, which runs with and without a subcommand. The command
 * `provide` without a subcommand of this program is missing: it is the agent's program, which describes its own output.
 */
function commandsIn(command: Command, path: readonly string[] = []): string[] {
  return command.commands.flatMap((one) => {
    const here = [...path, one.name()]
    if (one.commands.length === 0) return one.name() === 'help' ? [] : [here.join(' ')]
    return [...(here.join(' ') === 'route' ? ['route'] : []), ...commandsIn(one, here)]
  })
}

const answers = Object.values(jsonAnswers).flat().map(readAnswer)

test('describes the JSON of every command, and of no other', () => {
  expect(Object.keys(jsonAnswers).toSorted()).toEqual(commandsIn(program()).toSorted())
})

test('offers --fields only for commands that exist and print JSON', () => {
  expect(Object.keys(listNames).filter((command) => (jsonAnswers[command] ?? []).length === 0)).toEqual([])
})

test('gives the meaning of each field that a command adds, and of no other', () => {
  const named = new Set(answers.flatMap(({ fields }) => fields.map(({ name }) => name)))
  expect(Object.keys(jsonFields).toSorted()).toEqual([...named].toSorted())
})

test('reads the forms of an answer, and refuses any other text', () => {
  expect(readAnswer('lines of OrderVerdict')).toEqual({ form: 'lines', schema: { name: 'OrderVerdict', use: 'whole' }, fields: [] })
  expect(readAnswer('part of Wallet + {wallet}')).toMatchObject({ form: 'one', schema: { use: 'part' }, fields: [{ name: 'wallet' }] })
  expect(readAnswer('list of {key, apiKey?, made: PortToken or null}').fields).toEqual([
    { name: 'key', isOptional: false, type: null },
    { name: 'apiKey', isOptional: true, type: null },
    { name: 'made', isOptional: false, type: { schema: 'PortToken', isList: false, mayBeNull: true } },
  ])
  for (const wrong of ['', '{}', 'Lease and Order', '{a b}']) expect(() => readAnswer(wrong), wrong).toThrow()
})

test('shows the JSON of a command in its help', () => {
  expect(jsonText('end')).toContain('{leaseId, relayId, lease: Lease}\n  or {leaseId, relayId, txHash}')
  expect(jsonText('end')).toContain('/docs/api/schemas/')
  expect(jsonText('govern vote')).not.toContain('/docs/api/schemas/')
  expect(jsonText('ssh')).toBe('')
})

/** Writes the names of API schemas as links. */
function linked(answer: string): string {
  const code = (text: string) => (text === '' ? '' : `\`${text.trim()}\``)
  return answer
    .split(/\b([A-Z]\w+)\b/)
    .map((part, at) => (at % 2 === 1 ? `[${part}](/docs/api/schemas/${part})` : code(part.trim())))
    .filter((part) => part !== '')
    .join(' ')
}

// `npx vitest run packages/cli/src/json/jsonPage.test.ts -u` writes the page.
test('matches docs/command-json.md', async () => {
  const rows = Object.entries(jsonAnswers).filter(([, texts]) => texts.length > 0)
  const none = Object.entries(jsonAnswers).flatMap(([command, texts]) => (texts.length === 0 ? [`\`${command}\``] : []))
  const page = `# The JSON of the command

What each command prints on standard output with \`--json\`. A name with a link is a schema of [the API](/docs/api), and the command prints its fields. Names in braces are fields that the command adds: [their meaning](#fields). A name that ends with \`?\` can be missing.

- \`lines of\`: one JSON object per line, until the command ends. \`list of\`: one JSON list. Otherwise one JSON object.
- \`part of\`: some fields of the schema. \`item of\`: one item of its list \`items\`. \`+\`: the fields of both.
- ${Object.keys(listNames)
    .map((command) => `\`${command}\``)
    .join(', ')} also take \`--fields\`, such as \`infinitio ps --fields leaseId,state\`: JSON with only these fields of each item.
- Several texts in a row: which one it is depends on the options. \`--help\` of a command shows the same texts.
- An error is one line on standard error: \`{ "error": { "code", "sentence", "detail", "requestId", "errors" } }\`. The exit code is in [the error table](/docs/errors).
- ${none.join(', ')} print no JSON of their own. \`infinitio provide\` runs the agent's program, which prints its own JSON.

A test (\`npx vitest run packages/cli/src/json/jsonPage.test.ts -u\`) writes this page from the code. The tests that run a command compare its output with this list.

## Commands

| command | prints |
| --- | --- |
${rows.map(([command, texts]) => `| \`${command}\` | ${texts.map(linked).join('; ')} |`).join('\n')}

## Fields

Amounts are decimal strings of base units (1e-18 PT, USD coin or G), times are Unix seconds, and lengths of time are seconds, if the text says nothing else.

| field | meaning |
| --- | --- |
${Object.entries(jsonFields)
  .toSorted(([one], [other]) => (one.toLowerCase() < other.toLowerCase() ? -1 : 1))
  .map(([name, text]) => `| \`${name}\` | ${text} |`)
  .join('\n')}
`
  await expect(page).toMatchFileSnapshot('../../../../docs/command-json.md')
})
