/**
 * zod's settings, before any schema is made: trying whether code may be made from text is refused by our policy, which a browser reports as an attack. Said
 * where zod keeps them and not by its `config`, which brings five kilobytes along to pages that need none of it.
 */
Object.assign(globalThis, { __zod_globalConfig: { jitless: true } })

// Only pages on the visitor's own machine have a token; others load nothing of it.
if (/^(localhost|127\.0\.0\.1|\[::1])$/.test(location.hostname))
  void import('#web/features/local-token/localToken.ts').then((local) => local.takeLocalToken())
