import { type EndpointDescription, endpointsByNoun, type Takes } from '@infinitio/endpoints'

/** Largest number of error codes that the comment of a generated call lists. The API document lists all of them. */
const mostCodes = 6
const head = '// Written by packages/sdk/scripts/writeCalls.ts from the descriptions in @infinitio/endpoints; a test compares.\n'

/**
 * Returns the files of src/generated: their texts by file name. Each call has its own file, so that a page loads only the calls it uses. `calls.ts` exports all
 * of them.
 */
export function callsTexts(): ReadonlyMap<string, string> {
  const groups = Object.entries<Record<string, EndpointDescription>>(endpointsByNoun)
  const calls = groups.flatMap(([group, endpoints]) =>
    Object.entries(endpoints).flatMap(([name, endpoint]) => (endpoint.takes === null ? [] : [[name, fileText({ group, name, endpoint })] as const])),
  )
  const names = calls.map(([name]) => name).sort()
  const all = names.map((name) => `export { ${name} } from './${name}.ts'\n`).join('')
  return new Map([...calls.map(([name, text]) => [`${name}.ts`, text] as const), ['calls.ts', `${head}${all}`]])
}

function fileText({ group, name, endpoint }: { group: string; name: string; endpoint: EndpointDescription }): string {
  const { method, path, summary, codes, takes } = endpoint
  const listed =
    codes.length === 0
      ? ''
      : codes.length > mostCodes
        ? ' Codes: see the document of the API.'
        : ` Codes: ${codes.map((code) => `\`${code}\``).join(', ')}.`
  const places = takes === null || (Array.isArray(takes) && takes.length === 0) ? [] : [placesOf(takes)]
  const parts = [path, method.toUpperCase(), ...places].map((part) => JSON.stringify(part)).join(', ')
  return `${head}import type { ${group} } from '@infinitio/endpoints'
import { type EndpointCall, endpointCall } from '../transport/endpointCall.ts'

/** ${summary}.${listed} */
export const ${name}: EndpointCall<typeof ${group}.${name}> = /* @__PURE__ */ endpointCall<typeof ${group}.${name}>(${parts})
`
}

/**
 * Returns, for each argument of a call, the part of the request that carries it: path, query or body. Removes the "?" of optional arguments, because the types
 * already have it.
 */
function placesOf(takes: Takes): Takes {
  return Array.isArray(takes) ? takes.map((place: string) => place.replace(/\?$/, '')) : takes
}
