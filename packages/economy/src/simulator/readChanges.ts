import { type EconomyParameters, type ParameterName, parameterNames, parameterTable } from '../parameters.ts'
import { type World, type WorldName, worldNames, worldTable } from './worldTable.ts'

/** The changed parameters and assumptions of a simulation. */
export type SimulationChanges = { parameters: Partial<EconomyParameters>; world: Partial<World> }

type Change = { parameters: Partial<EconomyParameters> } | { world: Partial<World> } | { problem: string }

const wholeUnits = ['nodes', 'seconds', 'classes']
const decimal = /^(-?)(\d{1,15})(?:\.(\d{1,18}))?$/

/**
 * Parses texts `name=value` for a simulation. A name is a parameter of emission or an assumption about the world. A value is a plain decimal number: shares are
 * fractions of one, money is in PToken, times are in seconds. If a name appears twice, its last value counts. Returns the problem as a text for a person: an
 * unknown name, an invalid number, a value outside its bounds, or a weight of Q, which cannot change because the weights must sum to one.
 */
export function readChanges(texts: readonly string[]): SimulationChanges | { problem: string } {
  const changes: SimulationChanges = { parameters: {}, world: {} }
  for (const text of texts) {
    const change = readChange(text)
    if ('problem' in change) return change
    if ('world' in change) Object.assign(changes.world, change.world)
    else Object.assign(changes.parameters, change.parameters)
  }
  return changes
}

function readChange(text: string): Change {
  const [name = '', given = ''] = text.split('=')
  const parts = decimal.exec(given)
  if (text.split('=').length !== 2 || parts === null) return { problem: `${text}: write name=value, the value as a decimal number` }
  if (isWorldName(name)) {
    const { least, most } = worldTable[name]
    const value = Number(given)
    return value >= least && value <= most ? { world: { [name]: value } } : { problem: `${name} is within ${least} and ${most}` }
  }
  if (!isParameterName(name)) return { problem: `${name}: there is no such parameter; there are ${[...parameterNames, ...worldNames].join(', ')}` }
  if (name.startsWith('qualityOf')) return { problem: `${name}: the weights of Q sum to one, and none changes alone` }
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
