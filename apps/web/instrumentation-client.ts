import { takeLocalToken } from '#web/parts/local-token/localToken.ts'

/**
 * Sets zod's global configuration before any schema is created. Without it, zod tests whether it may compile code from text. The page's policy forbids that,
 * and browsers report the attempt as an attack. It writes zod's global variable directly, because `config` would add code to pages that need none of it.
 */
Object.assign(globalThis, { __zod_globalConfig: { jitless: true } })

// Run this before everything else. Next reads the URL at its start and later writes it into the address bar again. So remove the token from the URL
// before Next reads the URL.
takeLocalToken()
