// SPDX-License-Identifier: Apache-2.0
pragma circom 2.1.6;

include "circomlib/circuits/babyjub.circom";
include "circomlib/circuits/bitify.circom";
include "circomlib/circuits/eddsaposeidon.circom";
include "circomlib/circuits/poseidon.circom";

// A number that fits `bits` bits. Without this check, a negative number of the field would pass as a large one.
template InRange(bits) {
    signal input value;
    component number = Num2Bits(bits);
    number.in <== value;
}

// The key of a channel: the low 160 bits of the Poseidon hash of a point of the curve. The bits are those of the hash
// itself, not of the hash plus the order of the field, so that a point has one key.
template KeyOf() {
    signal input point[2];
    signal output key;
    component onCurve = BabyCheck();
    onCurve.x <== point[0];
    onCurve.y <== point[1];
    component hash = Poseidon(2);
    hash.inputs <== point;
    component bits = Num2Bits_strict();
    bits.in <== hash.out;
    component low = Bits2Num(160);
    for (var i = 0; i < 160; i++) {
        low.in[i] <== bits.out[i];
    }
    key <== low.out;
}

// One row: the key signed a voucher for at least the claim. A row that only fills the batch is not enabled, has no
// signature, and all its elements are zero.
template ProvenRow() {
    signal input domain;
    signal input service;
    signal input enabled;
    signal input payer;
    signal input serial;
    signal input seq;
    signal input claim;
    signal input spent;
    signal input trace[2];
    signal input point[2];
    signal input r8[2];
    signal input s;
    signal output elements[3];

    enabled * (enabled - 1) === 0;

    component serialInRange = InRange(24);
    serialInRange.value <== serial;
    component seqInRange = InRange(32);
    seqInRange.value <== seq;
    component claimInRange = InRange(96);
    claimInRange.value <== claim;
    component spentInRange = InRange(96);
    spentInRange.value <== spent;
    component restInRange = InRange(96);
    restInRange.value <== spent - claim;

    component keyOf = KeyOf();
    keyOf.point <== point;
    component r8OnCurve = BabyCheck();
    r8OnCurve.x <== r8[0];
    r8OnCurve.y <== r8[1];

    component message = Poseidon(8);
    message.inputs <== [domain, service, payer, serial, seq, spent, trace[0], trace[1]];
    component signature = EdDSAPoseidonVerifier();
    signature.enabled <== enabled;
    signature.Ax <== point[0];
    signature.Ay <== point[1];
    signature.S <== s;
    signature.R8x <== r8[0];
    signature.R8y <== r8[1];
    signature.M <== message.out;

    signal packed <== (serial * (1 << 32) + seq) * (1 << 96) + claim;
    elements[0] <== payer;
    elements[1] <== enabled * keyOf.key;
    elements[2] <== packed;
    payer * (1 - enabled) === 0;
    packed * (1 - enabled) === 0;
}

// All rows of a batch. `rowsHash` commits to the domain, the service and the rows before the point is known, because
// the point is a hash of it. `value` is their polynomial at the point, with the domain and the service as its last two
// elements. The ledger calculates it from its own domain, from the service, and from the rows that it settles.
template ProvenRows(count) {
    signal input domain;
    signal input service;
    signal input at;
    signal input enabled[count];
    signal input payer[count];
    signal input serial[count];
    signal input seq[count];
    signal input claim[count];
    signal input spent[count];
    signal input trace[count][2];
    signal input point[count][2];
    signal input r8[count][2];
    signal input s[count];
    signal output rowsHash;
    signal output value;

    component rows[count];
    component hashes[count];
    component first = Poseidon(2);
    first.inputs <== [domain, service];
    signal sums[count * 3 + 2];
    sums[0] <== 0;
    for (var i = 0; i < count; i++) {
        rows[i] = ProvenRow();
        rows[i].domain <== domain;
        rows[i].service <== service;
        rows[i].enabled <== enabled[i];
        rows[i].payer <== payer[i];
        rows[i].serial <== serial[i];
        rows[i].seq <== seq[i];
        rows[i].claim <== claim[i];
        rows[i].spent <== spent[i];
        rows[i].trace <== trace[i];
        rows[i].point <== point[i];
        rows[i].r8 <== r8[i];
        rows[i].s <== s[i];
        hashes[i] = Poseidon(4);
        if (i == 0) {
            hashes[i].inputs[0] <== first.out;
        } else {
            hashes[i].inputs[0] <== hashes[i - 1].out;
        }
        for (var j = 0; j < 3; j++) {
            hashes[i].inputs[j + 1] <== rows[i].elements[j];
            sums[3 * i + j + 1] <== sums[3 * i + j] * at + rows[i].elements[j];
        }
    }
    rowsHash <== hashes[count - 1].out;
    sums[3 * count + 1] <== sums[3 * count] * at + domain;
    value <== sums[3 * count + 1] * at + service;
}
