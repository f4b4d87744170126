import type { HardhatPlugin } from 'hardhat/types/plugins'

/**
 * Has files with the same settings compiled in one run of the compiler. Hardhat puts files in one run when their settings are one object, and makes
 * an object for each override: without this the compiler is started once for each test file, and each time it reads the whole market again.
 */
export function compileTogether(files: string[]): HardhatPlugin {
  return {
    id: 'infinitio-compile-together',
    npmPackage: null,
    hookHandlers: {
      config: async () => ({
        default: async () => ({
          resolveUserConfig: async (userConfig, resolveConfigurationVariable, next) => {
            const config = await next(userConfig, resolveConfigurationVariable)
            for (const { overrides } of Object.values(config.solidity.profiles)) {
              const [first] = files.flatMap((file) => overrides[file] ?? [])
              if (first !== undefined) for (const file of files) overrides[file] = first
            }
            return config
          },
        }),
      }),
    },
  }
}
