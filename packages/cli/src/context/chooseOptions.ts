import { refusal } from '@infinitio/sdk'
import type { Command } from 'commander'
import { readPrivateFile, readProfiles } from './profiles.ts'

/**
 * Completes the options of a command before it runs. Each option gets its value from the first of these sources that has one: the option after the command's
 * name, the option before it, the environment variable, the profile of `infinitio login`. The key in the profile is used only if neither a key file nor an API
 * key was given. Throws `api.invalid_field` for an unknown profile.
 */
export function chooseOptions(root: Command, command: Command): void {
  for (const { name } of globalOptions) {
    const isGiven = root.getOptionValueSource(name) === 'cli' && command.getOptionValueSource(name) !== 'cli'
    if (isGiven) command.setOptionValueWithSource(name, root.getOptionValue(name), 'cli')
  }
  if (!command.options.some((option) => option.attributeName() === 'profile') || namesItself.has(command.name())) return
  useProfile(command)
}

/** Options that may also come before the sub-command. */
const globalOptions = [{ name: 'url' }, { name: 'keyFile' }, { name: 'profile' }, { name: 'json' }] as const

/** Commands that create or delete a profile, so they do not use its values. */
const namesItself: ReadonlySet<string> = new Set(['login', 'logout'])

function useProfile(command: Command): void {
  const { profile: asked, keyFile, apiKey } = command.opts<{ profile?: string; keyFile?: string; apiKey?: string }>()
  const { current, profiles } = readProfiles()
  const name = asked ?? current
  const profile = name === null ? undefined : profiles[name]
  if (profile === undefined) {
    if (asked === undefined) return
    throw refusal('api.invalid_field', { detail: `--profile ${asked}: ${Object.keys(profiles).join(', ') || 'run infinitio login first'}` })
  }
  const isOtherMarket = command.getOptionValueSource('url') !== 'default'
  if (!isOtherMarket) command.setOptionValueWithSource('url', profile.url, 'profile')
  if (keyFile !== undefined || apiKey !== undefined) return
  if (!profile.isApiKey) command.setOptionValueWithSource('keyFile', profile.keyFile, 'profile')
  else command.setOptionValueWithSource('apiKey', readPrivateFile(profile.keyFile) ?? '', 'profile')
}
