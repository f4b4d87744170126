import type { NextConfig } from 'next'
import { PHASE_PRODUCTION_SERVER } from 'next/constants'

/** The build settings of Next. `tsc` checks the types of the whole repository, so the build does not check them again. */
const config: NextConfig = {
  reactStrictMode: true,
  distDir: process.env['NEXT_DIST_DIR'] ?? '.next',
  poweredByHeader: false,
  typescript: { ignoreBuildErrors: true },
  transpilePackages: ['@infinitio/domain', '@infinitio/chain', '@infinitio/sdk', '@infinitio/matching', '@infinitio/economy', '@infinitio/parse'],
  // These packages have native bindings or wasm, so Node loads them from their own folders.
  serverExternalPackages: ['secp256k1', '@bitauth/libauth', 'hash-wasm', 'harfbuzzjs', 'subset-font'],
  experimental: {
    optimizePackageImports: ['radix-ui', 'lucide-react'],
    // Do not write a build cache: each version of the sources is built only once and in its own folder, so the cache of 190 MB would never be read.
    turbopackFileSystemCacheForBuild: false,
  },
}

/**
 * Adds the plugin that compiles the messages, but not in a production server. The plugin's compiler writes a program into a folder in which containers may not
 * run any, so that server must not load it.
 */
export default async function configOf(phase: string): Promise<NextConfig> {
  if (phase === PHASE_PRODUCTION_SERVER) return config
  const { default: createNextIntlPlugin } = await import('next-intl/plugin')
  return createNextIntlPlugin({
    requestConfig: './i18n/request.ts',
    // Compiles the messages in the build, so that the browser needs no parser.
    experimental: { messages: { path: './messages', format: 'json', locales: ['en', 'zh'], precompile: true } },
  })(config)
}
