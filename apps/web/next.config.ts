import type { NextConfig } from 'next'
import createNextIntlPlugin from 'next-intl/plugin'

const withMessages = createNextIntlPlugin({
  requestConfig: './i18n/request.ts',
  // Messages are parsed at build time, so the browser need not load a parser.
  experimental: { messages: { path: './messages', format: 'json', locales: ['en'], precompile: true } },
})

/** How Next builds the pages. Types are checked by `tsc` of the whole repository, so the build does not check them twice. */
const config: NextConfig = {
  reactStrictMode: true,
  distDir: process.env['NEXT_DIST_DIR'] ?? '.next',
  poweredByHeader: false,
  typescript: { ignoreBuildErrors: true },
  transpilePackages: ['@infinitio/domain', '@infinitio/chain', '@infinitio/sdk', '@infinitio/matching'],
  experimental: { optimizePackageImports: ['radix-ui', 'lucide-react'] },
}

export default withMessages(config)
