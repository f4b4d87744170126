import type { HardhatPlugin } from 'hardhat/types/plugins'

/**
 * Compiles the files of each group, which have the same settings, in one run of the compiler. Hardhat combines files only if their settings are the same
 * object, but it makes a new object for each file with its own settings. Without this plugin, the compiler would start once for each test file and read the
 * whole market each time.
 */
export function compileTogether(...groups: readonly string[][]): HardhatPlugin {
  return {
    id: 'infinitio-compile-together',
    npmPackage: null,
    hookHandlers: {
      config: async () => ({
        default: async () => ({
          resolveUserConfig: async (userConfig, resolveConfigurationVariable, next) => {
            const config = await next(userConfig, resolveConfigurationVariable)
            for (const { overrides } of Object.values(config.solidity.profiles)) {
              for (const files of groups) {
                const [first] = files.flatMap((file) => overrides[file] ?? [])
                if (first !== undefined) for (const file of files) overrides[file] = first
              }
            }
            return config
          },
        }),
      }),
    },
  }
}
