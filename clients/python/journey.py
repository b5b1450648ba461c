"""Reads blocks, sends a transfer and reads its receipt with substrate-interface: journey.py [WS_URL]"""

import sys
import time

from substrateinterface import Keypair, SubstrateInterface
from substrateinterface.exceptions import SubstrateRequestException

TNR = 10**12
PREFIX = 7395
AMOUNT = 3 * TNR
# Blocks that are read and decoded.
BLOCKS = 10


def check(condition, message):
    """As assert, but kept when Python optimises."""
    if not condition:
        raise AssertionError(message)


def wait_for_blocks(chain, count):
    """Waits until the chain has finalized so many blocks."""
    deadline = time.monotonic() + 120
    while chain.get_block_number(chain.get_chain_finalised_head()) < count:
        check(time.monotonic() < deadline, f"fewer than {count} final blocks in two minutes")
        time.sleep(0.5)


def read_metadata(chain):
    pallets = {pallet.name for pallet in chain.get_metadata().pallets}
    for name in ("Margin", "OptionsBook", "Oracle", "Instruments", "Settlement", "MarketGuard"):
        check(name in pallets, f"no pallet {name}")
    check(chain.ss58_format == PREFIX, f"SS58 prefix {chain.ss58_format}")
    check(chain.get_constant("Margin", "max_positions").value == 128, "max_positions")
    errors = {error.name for error in chain.get_metadata().get_metadata_pallet("OptionsBook").errors}
    check("NotDirect" in errors, "no error NotDirect")


def read_blocks(chain):
    """Decodes every extrinsic and event of the last blocks, each of which sets its own time."""
    head = chain.get_block_number(chain.get_chain_finalised_head())
    parent, last_time = None, 0
    for number in range(head - BLOCKS + 1, head + 1):
        block_hash = chain.get_block_hash(number)
        block = chain.get_block(block_hash=block_hash)
        check(block["header"]["number"] == number, "number")
        check(parent in (None, block["header"]["parentHash"]), f"block {number} has another parent")
        parent = block_hash

        calls = [extrinsic.value["call"] for extrinsic in block["extrinsics"]]
        names = [f"{call['call_module']}.{call['call_function']}" for call in calls]
        check(names.count("Timestamp.set") == 1, f"block {number}: {names}")
        set_time = calls[names.index("Timestamp.set")]["call_args"][0]["value"]
        check(set_time > last_time, f"time stands still at block {number}")
        last_time = set_time

        outcomes = [
            event.value["event_id"]
            for event in chain.get_events(block_hash)
            if event.value["module_id"] == "System"
            and event.value["event_id"] in ("ExtrinsicSuccess", "ExtrinsicFailed")
        ]
        check(len(outcomes) == len(calls), f"block {number}: {outcomes} for {names}")
    return head


def free(chain, who, block_hash=None):
    return chain.query("System", "Account", [who.ss58_address], block_hash).value["data"]["free"]


def transfer(chain, sender, receiver):
    """Sends AMOUNT; the receipt, its events and both balances must agree."""
    before = free(chain, sender), free(chain, receiver)
    call = chain.compose_call(
        "Balances",
        "transfer_keep_alive",
        {"dest": receiver.ss58_address, "value": AMOUNT},
    )
    extrinsic = chain.create_signed_extrinsic(call, sender, era={"period": 64})
    receipt = chain.submit_extrinsic(extrinsic, wait_for_finalization=True)
    check(receipt.is_success, f"the transfer failed: {receipt.error_message}")

    events = {
        f"{event.value['module_id']}.{event.value['event_id']}": event.value["attributes"]
        for event in receipt.triggered_events
    }
    moved = {"from": sender.ss58_address, "to": receiver.ss58_address, "amount": AMOUNT}
    check(events["Balances.Transfer"] == moved, f"{events['Balances.Transfer']}")
    paid = events["TransactionPayment.TransactionFeePaid"]
    check(paid["who"] == sender.ss58_address, f"{paid}")
    fee = paid["actual_fee"] + paid["tip"]
    check(0 < fee == receipt.total_fee_amount, f"fee {fee}, receipt {receipt.total_fee_amount}")

    after = free(chain, sender, receipt.block_hash), free(chain, receiver, receipt.block_hash)
    check(before[0] - after[0] == AMOUNT + fee, f"the sender's balance: {before} {after}, fee {fee}")
    check(after[1] - before[1] == AMOUNT, f"the receiver's balance: {before} {after}")

    stored = chain.get_block(block_hash=receipt.block_hash)["extrinsics"][receipt.extrinsic_idx]
    check(stored.value["address"] == sender.ss58_address, "the stored sender")
    check(stored.value["call"]["call_function"] == "transfer_keep_alive", "the stored call")
    check(stored.value["call"]["call_args"][1]["value"] == AMOUNT, "the stored amount")
    return extrinsic, receipt


def refused(chain, sender, sent):
    """A transaction that is sent twice is refused; one that fails says why in its receipt."""
    try:
        chain.submit_extrinsic(sent)
    except SubstrateRequestException as error:
        check(error.args[0]["code"] == 1010 and "outdated" in error.args[0]["data"], f"{error}")
    else:
        raise AssertionError("a transaction was taken twice")

    call = chain.compose_call("OptionsBook", "cancel_all", {"subaccount": 2**32 - 1, "of": "Everything"})
    extrinsic = chain.create_signed_extrinsic(call, sender)
    receipt = chain.submit_extrinsic(extrinsic, wait_for_inclusion=True)
    check(not receipt.is_success, "an order of nobody was cancelled")
    check(receipt.error_message["name"] == "UnknownSubaccount", f"{receipt.error_message}")
    check(receipt.total_fee_amount > 0, "a failing transaction cost nothing")


def main():
    url = sys.argv[1] if len(sys.argv) > 1 else "ws://127.0.0.1:9944"
    with SubstrateInterface(url=url) as chain:
        read_metadata(chain)
        wait_for_blocks(chain, BLOCKS)
        head = read_blocks(chain)
        print(f"blocks {head - BLOCKS + 1} to {head} decoded")
        key = lambda uri: Keypair.create_from_uri(uri, ss58_format=PREFIX)
        sender, receiver = key("//Ferdie//stash"), key("//Eve//stash")
        sent, receipt = transfer(chain, sender, receiver)
        print(f"transfer in block {receipt.block_hash}, fee {receipt.total_fee_amount}")
        refused(chain, sender, sent)
        print("bad transactions refused")


if __name__ == "__main__":
    main()
