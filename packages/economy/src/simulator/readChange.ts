import { type EconomyParameters, type ParameterName, parameterNames, parameterTable } from '../parameters.ts'
import { type World, type WorldName, worldNames, worldTable } from './worldTable.ts'

/** One parameter or assumption of a simulation set to something else. */
export type SimulationChange = { parameters: Partial<EconomyParameters> } | { world: Partial<World> }

const wholeUnits = ['nodes', 'seconds', 'classes']
const decimal = /^(-?)(\d{1,15})(?:\.(\d{1,18}))?$/

/**
 * Reads `name=value` for a simulation: a parameter or an assumption, as a plain decimal (shares as parts of one, money in PToken, times in
 * seconds). Gives what is wrong with it as text for a person: an unknown name, no number, or one outside its bounds.
 */
export function readChange(text: string): SimulationChange | { problem: string } {
  const [name = '', given = ''] = text.split('=')
  const parts = decimal.exec(given)
  if (text.split('=').length !== 2 || parts === null) return { problem: `${text}: write name=value, the value as a decimal number` }
  if (isWorldName(name)) {
    const { least, most } = worldTable[name]
    const value = Number(given)
    return value >= least && value <= most ? { world: { [name]: value } } : { problem: `${name} is within ${least} and ${most}` }
  }
  if (!isParameterName(name)) return { problem: `${name}: there is no such parameter; there are ${[...parameterNames, ...worldNames].join(', ')}` }
  const { least, most, unit } = parameterTable[name]
  const places = wholeUnits.includes(unit) ? 0 : 18
  const [, sign = '', whole = '', fraction = ''] = parts
  if (sign !== '' || fraction.length > places) return { problem: `${name} is ${places === 0 ? 'a whole number' : 'not negative'}` }
  const value = BigInt(whole + fraction.padEnd(places, '0'))
  const shown = (bound: bigint) => (places === 0 ? `${bound}` : `${Number(bound) / 1e18}`)
  return value >= least && value <= most ? { parameters: { [name]: value } } : { problem: `${name} is within ${shown(least)} and ${shown(most)}` }
}

function isParameterName(name: string): name is ParameterName {
  return Object.hasOwn(parameterTable, name)
}

function isWorldName(name: string): name is WorldName {
  return Object.hasOwn(worldTable, name)
}
