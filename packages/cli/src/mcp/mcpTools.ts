/** One field of a tool's input, as JSON Schema. */
type Field = { readonly type: 'string' | 'number' | 'integer'; readonly description: string; readonly minimum?: number; readonly maximum?: number }

/** The input of a tool: the values that the agent gave, checked against its fields. */
export type ToolInput = Readonly<Record<string, string | number>>

/**
 * A tool that an AI agent can call. `wordsOf` returns the words of the command that does it; `leaseName` is a new name for the lease of a tool that rents. `rents`
 * is `once` for a tool that ends its lease itself, and `keep` for one that leaves its lease to the agent.
 */
export type McpTool = {
  readonly name: string
  readonly description: string
  readonly fields: Readonly<Record<string, Field>>
  readonly required: readonly string[]
  /** True if the tool only reads. */
  readonly reads: boolean
  readonly rents?: 'once' | 'keep'
  readonly wordsOf: (input: ToolInput, leaseName: string) => readonly string[]
}

const lease = { type: 'string', description: 'Number or name of the lease.' } as const
const gpu = { type: 'string', description: 'GPU class, such as h100, 4090 or cpu.' } as const
const hours = {
  type: 'integer',
  description: 'Hours to rent. Only seconds that are used are billed; the lease can be ended earlier.',
  minimum: 1,
  maximum: 672,
} as const
const maxPrice = { type: 'string', description: 'The highest price in PT per GPU-hour, as a decimal number such as 2.10.' } as const

/** Returns the options of `rent` that both tools for renting have. Each is one word, so that a value cannot become another option. */
const rentWords = ({ gpu: name, hours: span, max_price: price }: ToolInput, leaseName: string) => [
  ...[`--gpu=${name}`, `--hours=${span ?? 1}`, `--max=${price}`],
  `--name=${leaseName}`,
]

/** The tools of `infinitio mcp`, in the sequence in which an agent needs them. */
export const mcpTools: readonly McpTool[] = [
  {
    name: 'search_machines',
    description:
      'Find machines that can be rented now, by a sentence such as "2 h100 for 3 hours under 2.50". Returns prices in base units (1e-18 PT).',
    fields: {
      sentence: { type: 'string', description: 'What to find.' },
      limit: { type: 'integer', description: 'Most machines; 5 by default.', minimum: 1, maximum: 50 },
    },
    required: ['sentence'],
    reads: true,
    wordsOf: ({ sentence, limit }) => ['search', `--limit=${limit ?? 5}`, '--json', '--', String(sentence)],
  },
  {
    name: 'list_leases',
    description: 'List the leases of this key that run now.',
    fields: {},
    required: [],
    reads: true,
    wordsOf: () => ['ps', '--json'],
  },
  {
    name: 'show_budget',
    description: 'Show what this key may still spend, and until when it is valid. Amounts are base units (1e-18 PT).',
    fields: {},
    required: [],
    reads: true,
    wordsOf: () => ['keys', 'ls', '--json'],
  },
  {
    name: 'run_once',
    description:
      'Rent the cheapest machine of a GPU class, run one shell command there, and end the lease. Returns the output, the exit code and the cost. This spends money.',
    fields: { gpu, hours, max_price: maxPrice, command: { type: 'string', description: 'The shell command.' } },
    required: ['gpu', 'max_price', 'command'],
    reads: false,
    rents: 'once',
    wordsOf: (input, leaseName) => ['rent', ...rentWords(input, leaseName), '--json', '--', String(input['command'])],
  },
  {
    name: 'rent_machine',
    description: 'Rent the cheapest machine of a GPU class and keep it, for several commands. This spends money until end_lease.',
    fields: { gpu, hours, max_price: maxPrice },
    required: ['gpu', 'max_price'],
    reads: false,
    rents: 'keep',
    wordsOf: (input, leaseName) => ['rent', ...rentWords(input, leaseName), '--json'],
  },
  {
    name: 'run_command',
    description: 'Run a shell command on a machine that is rented already. Returns its output and exit code.',
    fields: { lease, command: { type: 'string', description: 'The shell command.' } },
    required: ['lease', 'command'],
    reads: false,
    wordsOf: (input) => ['ssh', '--', String(input['lease']), `sh -c -- ${shellText(String(input['command']))}`],
  },
  {
    name: 'end_lease',
    description: 'End a lease, pay for the used time and get the rest back.',
    fields: { lease },
    required: ['lease'],
    reads: false,
    wordsOf: (input) => ['end', '--json', '--', String(input['lease'])],
  },
  {
    name: 'show_receipt',
    description: 'Show what a lease cost, after it ended.',
    fields: { lease },
    required: ['lease'],
    reads: true,
    wordsOf: (input) => ['receipt', '--json', '--', String(input['lease'])],
  },
]

/**
 * Returns a text as one word of a shell. The command of an agent must not be the first word behind the host name, because OpenSSH would read a word such as
 * `-oProxyCommand=…` as its own option and run a program on this computer.
 */
function shellText(text: string): string {
  return `'${text.replaceAll("'", "'\\''")}'`
}

/** Returns the JSON Schema of a tool's input. */
export function inputSchemaOf({ fields, required }: McpTool): object {
  return { type: 'object', properties: fields, required, additionalProperties: false }
}

/** Returns what is wrong with the input of a tool, or null. Checks the fields, their types and their bounds. */
export function inputFault({ fields, required }: McpTool, input: Readonly<Record<string, unknown>>): string | null {
  const missing = required.find((name) => input[name] === undefined)
  if (missing !== undefined) return `${missing} is missing`
  for (const [name, value] of Object.entries(input)) {
    const field = Object.hasOwn(fields, name) ? fields[name] : undefined
    if (field === undefined) return `${name} is not a field of this tool: ${Object.keys(fields).join(', ')}`
    if (field.type === 'string' ? typeof value !== 'string' || value.trim() === '' : !isNumberIn(field, value)) return `${name}: ${field.description}`
  }
  return null
}

function isNumberIn({ type, minimum = -Infinity, maximum = Infinity }: Field, value: unknown): boolean {
  return typeof value === 'number' && (type === 'number' || Number.isInteger(value)) && value >= minimum && value <= maximum
}
