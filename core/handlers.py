"""The table of contents of the product: every wish and who fulfils it (agreement 1)."""

from collections.abc import Callable, Mapping
from typing import Any

from core.customers import commands as customers
from core.customers import upkeep
from core.journeys import between, entering, erasing, erasing_rest, knocking, offices, proving, registering
from core.kinds import Command, Outcome, Settle
from core.outbox import digest, grouped, stray
from core.outbox.digest import DigestDue
from core.outbox.undelivered import MarkUndelivered, mark_undelivered
from core.people import commands as strangers
from core.people import contacts, group_chats, group_commands, identity, mailing, registration
from core.people.commands import (
    ChooseWays,
    ConfirmAddress,
    ForgetAddress,
    OfferAddress,
    SetLanguage,
    SetQuiet,
    StopDigests,
    SyncStaff,
)
from core.people.person import Caller
from core.profile.schema import Profile
from core.search.catchup import read_tickets_again
from core.search.commands import ReadAgain
from core.sla import commands as sla
from core.sla import idle, surveys, watch
from core.storage.unit import Unit
from core.tickets import (
    answering,
    arrivals,
    assigning,
    attending,
    closing,
    commands,
    editing,
    following,
    gathered,
    handling,
    holding,
    intake,
    letters,
    moving,
    opening,
    orders,
    receipts,
    replying,
    spam,
    timed,
    triage,
    voice,
    watching,
    work,
)
from core.tickets import group_commands as group_words
from core.tickets.mailed import FetchLetter

Handler = Callable[[Unit, Any, Caller, Profile], Outcome]


def settle_only(unit: Unit, command: Settle, by: Caller, profile: Profile) -> Outcome:
    return Outcome()


HANDLERS: Mapping[type[Command], Handler] = {
    commands.OpenTicket: opening.open_ticket,
    commands.AddComment: intake.add_comment,
    commands.AddNote: intake.add_note,
    commands.AddPending: intake.add_pending,
    commands.Claim: work.claim,
    commands.MoveStatus: moving.move_status,
    commands.RestorePause: work.restore_pause,
    commands.EditMessage: editing.edit_message,
    handling.WithdrawMessage: editing.withdraw_message,
    handling.MarkSeen: receipts.mark_seen,
    FetchLetter: letters.fetch_letter,
    timed.ResumeDue: work.resume_due,
    timed.ChoiceDue: work.choice_due,
    commands.Resolve: closing.resolve,
    commands.Close: closing.close,
    commands.Escalate: voice.escalate,
    commands.Mute: voice.mute,
    commands.Unmute: voice.unmute,
    commands.Cancel: closing.cancel,
    commands.ReturnToWork: closing.return_to_work,
    commands.Rate: closing.rate,
    sla.StepsDue: watch.steps_due,
    sla.SilenceDue: watch.silence_due,
    sla.SurveyDue: surveys.survey_due,
    sla.IdleDue: idle.idle_due,
    sla.Acknowledge: watch.acknowledge,
    answering.Reply: replying.reply,
    answering.Attend: attending.attend,
    answering.Leave: attending.leave,
    answering.PresenceDue: attending.presence_due,
    handling.EnterTicket: entering.enter_ticket,
    handling.Triage: triage.triage,
    handling.Assign: assigning.assign,
    handling.TakeBack: holding.take_back,
    handling.ReleaseHeld: holding.release,
    handling.AddObserver: watching.add_observer,
    handling.DropObserver: watching.drop_observer,
    handling.InviteObserver: following.invite_observer,
    handling.FollowByLink: following.follow_by_link,
    handling.MarkAsSpam: spam.mark_as_spam,
    handling.RestoreFromSpam: spam.restore_from_spam,
    **between.HANDLERS,
    **orders.HANDLERS,
    commands.FileStored: arrivals.file_stored,
    commands.FileLost: arrivals.file_lost,
    SetLanguage: registration.set_language,
    SyncStaff: registration.sync_staff,
    OfferAddress: mailing.offer_address,
    ConfirmAddress: proving.confirm_address,
    ForgetAddress: mailing.forget_address,
    ChooseWays: mailing.choose_ways,
    SetQuiet: registration.set_quiet,
    StopDigests: registration.stop_digests,
    DigestDue: digest.digest_due,
    strangers.RequestRegistration: registering.request_registration,
    strangers.WithdrawRegistration: registering.withdraw_registration,
    strangers.ApproveRegistration: registering.approve_registration,
    strangers.DeclineRegistration: registering.decline_registration,
    strangers.PutOff: registering.put_off,
    identity.Invite: knocking.invite,
    identity.TakeInvitation: knocking.take_invitation,
    identity.SharePhone: knocking.share_phone,
    identity.Part: knocking.part,
    identity.ForgetMe: erasing.forget_me,
    identity.EraseRest: erasing_rest.erase_rest,
    group_words.OpenInGroup: gathered.open_in_group,
    group_words.EditInGroup: gathered.edit_in_group,
    group_words.SpeakInGroup: gathered.speak_in_group,
    group_commands.AskGroupChat: group_chats.ask_group_chat,
    group_commands.BindGroupChat: group_chats.bind_group_chat,
    group_commands.EndGroupChat: group_chats.end_group_chat,
    group_commands.MoveGroupChat: grouped.move_group_chat,
    MarkUndelivered: mark_undelivered,
    **stray.HANDLERS,
    customers.AddCompany: upkeep.add_company,
    customers.ChangeCompany: upkeep.change_company,
    customers.AddContact: contacts.add_contact,
    customers.ChangeContact: contacts.change_contact,
    customers.DropContact: contacts.drop_contact,
    customers.AddContract: upkeep.add_contract,
    customers.ChangeContract: upkeep.change_contract,
    customers.AddSite: upkeep.add_site,
    customers.ChangeSite: upkeep.change_site,
    customers.AddEquipment: upkeep.add_equipment,
    customers.ChangeEquipment: upkeep.change_equipment,
    customers.DropRecord: upkeep.drop_record,
    **offices.HANDLERS,
    ReadAgain: read_tickets_again,
    Settle: settle_only,
}
