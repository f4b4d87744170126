import path from 'node:path'
import { EnvironmentError, readEnv } from '@infinitio/process'
import { z } from 'zod'
import { type ProviderSettings, readSettings } from './providerSettings.ts'

const where = z.object({ AGENT_SETTINGS: z.string().optional() })

/**
 * If AGENT_SETTINGS names a data folder, sets this process's environment from the settings that `infinitio provide` wrote there, overriding existing
 * variables. Otherwise does nothing. Throws EnvironmentError when the folder has no settings.
 */
export async function useSettingsFile(): Promise<void> {
  const { AGENT_SETTINGS: dataDir } = readEnv(where)
  if (dataDir === undefined) return
  const settings = path.isAbsolute(dataDir) ? await readSettings(dataDir) : null
  if (settings === null) throw new EnvironmentError(`AGENT_SETTINGS names ${dataDir}, where no provide.json is: run infinitio provide`)
  for (const [name, value] of Object.entries(settingsEnvironment(settings, dataDir))) process.env[name] = value
}

/** Converts these settings to the agent's environment variables. */
export function settingsEnvironment(settings: ProviderSettings, dataDir: string): Record<string, string> {
  const { image, socket, country, devices, keyFile } = settings
  return {
    API_URL: settings.apiUrl,
    RPC_URL: settings.rpcUrl,
    TUNNEL_HOST: settings.tunnelHost,
    TUNNEL_PORT: String(settings.tunnelPort),
    TUNNEL_OTHERS: settings.otherTunnels,
    AGENT_DATA_DIR: dataDir,
    AGENT_FLEET: 'this-machine',
    AGENT_RUNTIME: settings.runtime,
    AGENT_NODE_NAME: settings.name,
    AGENT_REGION: settings.region,
    AGENT_PRICE: settings.pricePerGpuHour,
    AGENT_TRANSFERABLE: String(settings.transferable),
    ...(keyFile === null ? {} : { PROVIDER_KEY_FILE: keyFile }),
    ...(country === null ? {} : { AGENT_COUNTRY: country }),
    ...(image === null ? {} : { CONTAINER_IMAGE: image }),
    ...(settings.modelServer === null ? {} : { MODEL_SERVER: settings.modelServer }),
    ...(socket === null ? {} : { CONTAINER_SOCKET: socket }),
    ...(settings.isolation === 'container' ? {} : { CONTAINER_ISOLATION: settings.isolation }),
    ...(devices.length === 0 ? {} : { CONTAINER_DEVICES: devices.join(',') }),
  }
}
