// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {
    Allowance,
    Asset,
    Channel,
    ChannelFacts,
    Grant,
    LedgerPermit,
    Pot,
    Service,
    ServiceFacts,
    Voucher
} from "../types/ServiceLedgerTypes.sol";
import {RowsProof} from "../types/VoucherVerifierTypes.sol";

/// @title The service ledger: prepaid channels for requests to AI services
/// @notice A payer fills its pot and puts a part of it into a channel to one service. With each request, the key of the
/// channel signs a voucher: a limit of what all requests so far may cost. The service settles its newest claim, which
/// must be within that limit. Every message binds the chain and this contract. `docs/contracts.md` has the table of
/// state changes.
interface IServiceLedger {
    // ── Services ────────────────────────────────────────────────────────────

    /// @notice Registers a service with the caller as its payee. A service that pays a royalty must pass a grant that
    /// `royaltyTo`, the owner of the model, has signed.
    function register(ServiceFacts calldata facts, address operator, Grant calldata grant, bytes calldata terms)
        external
        returns (bytes20 service);

    /// @notice Changes the operator, which may publish terms, settle claims and release channels for the payee. Only
    /// the payee may call it.
    function setOperator(bytes20 service, address operator) external;

    /// @notice Publishes new terms of a service, as the whole document. The payee or the operator may call it.
    function setTerms(bytes20 service, bytes calldata terms) external;

    /// @notice Moves PToken from the payee's pot into the bond of the service. Reverts while the bond is being
    /// withdrawn.
    function bond(bytes20 service, uint96 amount) external;

    /// @notice Starts to withdraw the whole bond. It takes 14 days, or 21 days if a finding is noted in that time.
    function unbond(bytes20 service) external;

    /// @notice Pays a bond to the payee's pot after its time of withdrawal. Anyone may call it.
    function collectBond(bytes20 service) external;

    /// @notice Delays the withdrawal of a service's bond by 7 days, at most once. Only the Directory's trusted
    /// "Findings" may call it.
    function noteFinding(bytes20 service) external;

    /// @notice Takes half of a service's bond, once for each `act`. The victim gets at most ten times its `loss`; the
    /// rest is burned. Takes nothing from an empty bond. Only the Directory's trusted "Findings" may call it.
    function slash(bytes20 service, bytes32 act, address victim, uint96 loss) external returns (uint256 taken);

    // ── Pots ────────────────────────────────────────────────────────────────

    /// @notice Pays an amount from the caller into the pot (prepaid money) of an account.
    function depositFor(address account, Asset asset, uint128 amount) external;

    /// @notice Moves an amount from `owner` into the owner's pot (prepaid money), by the owner's signed permit. Anyone
    /// may call it. If the permit fails, for example because somebody used it before, the owner's allowance must equal
    /// the amount.
    function depositWithPermit(address owner, Asset asset, uint128 amount, LedgerPermit calldata permit) external;

    /// @notice Pays an amount from the caller's pot to the caller. Nothing can pause it.
    function withdraw(Asset asset, uint128 amount) external;

    /// @notice Sends on the fees that have accumulated in an account's pot: PToken to the Directory's "FeeSplitter", G
    /// to its "Treasury". Anyone may call it.
    function sweepFees(address account, Asset asset) external;

    /// @notice Lets a key move amounts from the caller's pot into the key's own channels, within these limits. An
    /// `until` in the past ends this right.
    function allow(address key, Asset asset, uint48 left, uint48 dayCap, uint48 unsettled, uint40 until) external;

    // ── Channels ────────────────────────────────────────────────────────────

    /// @notice Moves money from the payer's pot into a channel, until the channel's deposits since its first serial,
    /// less its refunds, are `total`. The payer or the key calls it, or signs `Fund` and anyone calls it. If the key
    /// acts, it needs an allowance of the payer.
    function fund(ChannelFacts calldata facts, uint24 serial, uint96 total, bytes calldata signature) external;

    /// @notice Starts to close a channel. The service can still settle claims, at least until its lock time has passed.
    /// The payer or the key calls it, or signs `Exit` and anyone calls it.
    function exit(ChannelFacts calldata facts, uint24 serial, bytes calldata signature) external;

    /// @notice Pays back the rest of a channel after its exit and the lock time. Anyone may call it.
    function finish(ChannelFacts calldata facts) external;

    /// @notice Settles the last claim on a channel and closes the channel at once, without the wait of an exit. The
    /// payee or the operator calls it, or signs `Release` and anyone calls it. The voucher is needed only if the claim
    /// is above the settled amount.
    function release(
        ChannelFacts calldata facts,
        uint24 serial,
        uint96 claim,
        Voucher calldata voucher,
        bytes calldata signature
    ) external;

    // ── Settling ────────────────────────────────────────────────────────────

    /// @notice Settles rows of 167 bytes: payer (20), key (20), serial (3), seq (4), claim (12), spent (12), trace
    /// (32), and the voucher's signature in the short form of EIP-2098 (64). Bad rows are skipped and reported.
    /// @param signature The signature of the payee or the operator over `Rows`. Empty if one of them calls.
    function settle(bytes20 service, Asset asset, bytes calldata rows, bytes calldata signature) external;

    /// @notice Settles rows of 39 bytes, all for channels of one key: payer (20), serial (3), seq (4), claim (12).
    /// @param keySignature The signature of the key over `List`.
    /// @param signature The signature of the payee or the operator over `Rows`. Empty if one of them calls.
    function settleList(
        bytes20 service,
        Asset asset,
        address key,
        bytes calldata rows,
        bytes calldata keySignature,
        bytes calldata signature
    ) external;

    /// @notice Settles rows of 59 bytes: payer (20), key (20), serial (3), seq (4), claim (12). A proof takes the place
    /// of their vouchers: the keys, on BabyJubJub, signed vouchers that allow these claims. The Directory's
    /// "VoucherVerifier" checks it; without this entry, the call reverts. Bad rows are skipped and reported.
    /// @param signature The signature of the payee or the operator over `Rows`. Empty if one of them calls.
    function settleProven(
        bytes20 service,
        Asset asset,
        bytes calldata rows,
        RowsProof calldata proof,
        bytes calldata signature
    ) external;

    // ── Reading ─────────────────────────────────────────────────────────────

    function serviceOf(bytes20 service) external view returns (Service memory);
    function potOf(address account, Asset asset) external view returns (Pot memory);
    function allowanceOf(address payer, address key, Asset asset) external view returns (Allowance memory);
    function channelOf(bytes32 channel) external view returns (Channel memory);
    function isPunished(bytes32 act) external view returns (bool);
    function serviceIdOf(ServiceFacts calldata facts) external view returns (bytes20);
    function channelIdOf(ChannelFacts calldata facts) external pure returns (bytes32);

    function hashGrant(ServiceFacts calldata facts, Grant calldata grant) external view returns (bytes32);
    function hashFund(bytes32 channel, uint24 serial, uint96 total) external view returns (bytes32);
    function hashExit(bytes32 channel, uint24 serial) external view returns (bytes32);
    function hashRelease(bytes32 channel, uint24 serial, uint96 claim) external view returns (bytes32);
    function hashVoucher(bytes32 channel, uint24 serial, uint32 seq, uint96 spent, bytes32 trace)
        external
        view
        returns (bytes32);
    function hashRows(bytes20 service, Asset asset, bytes32 rows) external view returns (bytes32);
    function hashList(bytes20 service, Asset asset, bytes32 rows) external view returns (bytes32);

    /// @notice The number that a voucher of a key on BabyJubJub signs for this chain, this ledger and an asset.
    function provenDomainOf(Asset asset) external view returns (uint256);
}
