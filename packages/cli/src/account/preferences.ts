import { type Client, refusal } from '@infinitio/sdk'
import { type CommonOptions, signInClient } from '../context/settings.ts'
import { facts } from '../terminal/texts.ts'
import { printResult } from '../terminal/print.ts'

type Settings = Parameters<Client['saveSettings']>[0]

/** Options of `infinitio settings set`. `none` clears a choice; a missing option leaves it unchanged. */
export type SetPreferencesOptions = CommonOptions & { readonly [Name in keyof Settings]?: string }

const nothingChosen: Settings = { language: null, zone: null, clock: null, currency: null, theme: null }
const names = Object.keys(nothingChosen) as (keyof Settings)[]

/** Prints the page settings of the wallet. */
export async function showPreferences(options: CommonOptions): Promise<void> {
  const { client } = await signInClient(options)
  print(options, await storedSettings(client))
}

/** Changes the given settings and leaves the others unchanged. Throws `api.invalid_field` for an invalid value. */
export async function setPreferences(options: SetPreferencesOptions): Promise<void> {
  const said = names.flatMap((name) => (options[name] === undefined ? [] : [[name, options[name] === 'none' ? null : options[name]] as const]))
  if (said.length === 0) throw refusal('api.invalid_field', { detail: names.map((name) => `--${name}`).join(', ') })
  const { client } = await signInClient(options)
  // The market checks each setting.
  await client.saveSettings({ ...(await storedSettings(client)), ...Object.fromEntries(said) } as Settings)
  print(options, await storedSettings(client))
}

async function storedSettings(client: Client): Promise<Settings> {
  const { settings } = await client.getSettings()
  if (settings === null) return nothingChosen
  const { changedAt: _, ...chosen } = settings
  return chosen
}

function print({ json }: CommonOptions, settings: Settings): void {
  printResult({ json, value: settings, text: facts(settings) || 'No settings chosen.' })
}
