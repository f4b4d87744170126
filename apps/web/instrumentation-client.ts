import { takeLocalToken } from '#web/parts/local-token/localToken.ts'

/**
 * zod's settings, before any schema is made: trying whether code may be made from text is refused by our policy, which a browser reports as an attack. Said
 * where zod keeps them and not by its `config`, which brings five kilobytes along to pages that need none of it.
 */
Object.assign(globalThis, { __zod_globalConfig: { jitless: true } })

// At once: Next writes the address that it reads at its start into the address bar again.
takeLocalToken()
