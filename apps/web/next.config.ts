import { readdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
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
    // Do not write a build cache: each version of the sources is built only once and in its own folder, so the cache would never be read.
    turbopackFileSystemCacheForBuild: false,
  },
  compiler: { runAfterProductionCompile: ({ distDir }) => addCompileHints(join(distDir, 'static/chunks')) },
}

/**
 * The largest script, in characters, that gets the hint below. Larger scripts are libraries that load on demand, and a page calls only a part of their
 * functions.
 */
const mostHintedBytes = 250_000

/**
 * Adds a comment to the scripts of the build that makes Chromium compile all their functions while they load, in a background thread. Otherwise it compiles
 * each function on the main thread when the page first calls it, which blocks the page on a phone. Other browsers ignore the comment.
 */
async function addCompileHints(folder: string): Promise<void> {
  const names = (await readdir(folder)).filter((name) => name.endsWith('.js'))
  await Promise.all(
    names.map(async (name) => {
      const text = await readFile(join(folder, name), 'utf8')
      if (text.length <= mostHintedBytes) await writeFile(join(folder, name), `//# allFunctionsCalledOnLoad\n${text}`)
    }),
  )
}

/**
 * Adds the plugin that compiles the messages, but not in a production server. The compiler of the plugin writes a program into a folder, and containers may not
 * run programs from that folder, so a production server must not load it.
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
