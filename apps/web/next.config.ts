import type { NextConfig } from 'next'
import { PHASE_PRODUCTION_SERVER } from 'next/constants'

/** How Next builds the pages. Types are checked by `tsc` of the whole repository, so the build does not check them twice. */
const config: NextConfig = {
  reactStrictMode: true,
  distDir: process.env['NEXT_DIST_DIR'] ?? '.next',
  poweredByHeader: false,
  typescript: { ignoreBuildErrors: true },
  transpilePackages: ['@infinitio/domain', '@infinitio/chain', '@infinitio/sdk', '@infinitio/matching', '@infinitio/economy', '@infinitio/parse'],
  // Native bindings and wasm are loaded from where they lie.
  serverExternalPackages: ['secp256k1', '@bitauth/libauth', 'hash-wasm', 'harfbuzzjs', 'subset-font'],
  experimental: {
    optimizePackageImports: ['radix-ui', 'lucide-react'],
    // Each state of the sources is built once into a folder of its own: what the builder would keep for a next time, 190 MB, is never read.
    turbopackFileSystemCacheForBuild: false,
  },
}

/** The plugin for messages only builds, and its compiler writes a program where no program may run in a container: a server loads neither. */
export default async function configOf(phase: string): Promise<NextConfig> {
  if (phase === PHASE_PRODUCTION_SERVER) return config
  const { default: createNextIntlPlugin } = await import('next-intl/plugin')
  return createNextIntlPlugin({
    requestConfig: './i18n/request.ts',
    // Messages are parsed at build time, so the browser need not load a parser.
    experimental: { messages: { path: './messages', format: 'json', locales: ['en', 'zh'], precompile: true } },
  })(config)
}
