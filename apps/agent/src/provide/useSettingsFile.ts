import path from 'node:path'
import { EnvironmentError } from '@infinitio/process'
import { type ProviderSettings, readSettings } from './providerSettings.ts'

/**
 * Where AGENT_SETTINGS names a data folder, puts the settings that `infinitio provide` wrote there into this process's environment, over what is
 * there; else does nothing. Throws EnvironmentError when the folder has none.
 */
export async function useSettingsFile(): Promise<void> {
  const dataDir = process.env['AGENT_SETTINGS']
  if (dataDir === undefined) return
  const settings = path.isAbsolute(dataDir) ? await readSettings(dataDir) : null
  if (settings === null) throw new EnvironmentError(`AGENT_SETTINGS names ${dataDir}, where no provide.json is: run infinitio provide`)
  Object.assign(process.env, settingsEnvironment(settings, dataDir))
}

/** The agent's environment that says the same as these settings. */
export function settingsEnvironment(settings: ProviderSettings, dataDir: string): Record<string, string> {
  const { image, socket, country, devices } = settings
  return {
    API_URL: settings.apiUrl,
    RPC_URL: settings.rpcUrl,
    TUNNEL_HOST: settings.tunnelHost,
    TUNNEL_PORT: String(settings.tunnelPort),
    PROVIDER_KEY_FILE: settings.keyFile,
    AGENT_DATA_DIR: dataDir,
    AGENT_FLEET: 'this-machine',
    AGENT_RUNTIME: settings.runtime,
    AGENT_NODE_NAME: settings.name,
    AGENT_REGION: settings.region,
    AGENT_PRICE: settings.pricePerGpuHour,
    ...(country === null ? {} : { AGENT_COUNTRY: country }),
    ...(image === null ? {} : { CONTAINER_IMAGE: image }),
    ...(socket === null ? {} : { CONTAINER_SOCKET: socket }),
    ...(devices.length === 0 ? {} : { CONTAINER_DEVICES: devices.join(',') }),
  }
}
