import { config } from 'zod/v4/core'

// Before any schema is made: trying whether code may be made from text is refused by our policy, which a browser reports as an attack.
config({ jitless: true })
