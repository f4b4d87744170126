/**
 * The algorithms of our two SSH servers, the gateway and the agent, preferred first (ADR 42).
 * - No chacha20-poly1305, no CBC and no encrypt-then-MAC: so even clients without strict key exchange are safe from the Terrapin attack (CVE-2023-48795).
 * - No SHA-1.
 * - No compression: before sign-in, a small packet could unpack to a large one.
 * - No large groups: their handshakes would overload the server.
 */
export const sshAlgorithms = {
  kex: [
    ...(['curve25519-sha256', 'curve25519-sha256@libssh.org', 'ecdh-sha2-nistp256', 'ecdh-sha2-nistp384', 'ecdh-sha2-nistp521'] as const),
    'diffie-hellman-group14-sha256',
  ],
  cipher: ['aes128-gcm@openssh.com', 'aes256-gcm@openssh.com', 'aes256-ctr', 'aes192-ctr', 'aes128-ctr'],
  hmac: ['hmac-sha2-256', 'hmac-sha2-512'],
  compress: ['none'],
} as const
