"""Everything somebody may do: the first column of the table in bot/domain/permissions.py."""

from enum import StrEnum


class Action(StrEnum):
    # on an item
    SEE_ITEM = "see_item"
    SEE_WORDS = "see_words"  # its history, with the words people wrote
    SEE_EVIDENCE = "see_evidence"
    SEE_DRAFT = "see_draft"
    DRAFT_PAPER = "draft_paper"  # 督办单、预警提醒 about it; a letter and a talk where one is drafted
    REPORT = "report"
    SUPPLEMENT = "supplement"  # a report on a closed item
    FILE = "file"  # answers a return's item
    NO_CHANGE = "no_change"
    SUBMIT = "submit"
    ASK_EXTENSION = "ask_extension"
    DECLINE = "decline"
    NOT_CONCERNED = "not_concerned"  # 不涉及, of a date that a county is only told
    WAIT_FOR = "wait_for"
    RESUME = "resume"
    HELPED = "helped"  # the unit that is waited for has done its part
    SIGN = "sign"  # the unit that took an item over has received it
    ASK_SUSPENSION = "ask_suspension"
    RESTART = "restart"
    HAND_OVER = "hand_over"
    PASS = "pass"
    RETURN_FOR_REWORK = "return_for_rework"
    GRANT_EXTENSION = "grant_extension"
    REFUSE_EXTENSION = "refuse_extension"
    ACCEPT_DECLINE = "accept_decline"
    REFUSE_DECLINE = "refuse_decline"
    GRANT_SUSPENSION = "grant_suspension"
    REFUSE_SUSPENSION = "refuse_suspension"
    SUSPEND = "suspend"  # without being asked
    REOPEN = "reopen"
    RECHECK = "recheck"  # 回头看, by hand
    CONFIRM_CLOSED = "confirm_closed"  # 维持销号
    ENDORSE = "endorse"
    DECIDE_TALK = "decide_talk"  # the leader's 同意, 不同意, 暂缓
    START = "start"
    CHASE = "chase"
    # on the plan as a whole
    ACKNOWLEDGE = "acknowledge"
    CHASE_ACKNOWLEDGEMENT = "chase_acknowledgement"
    REHEARSE_GOLIVE = "rehearse_golive"
    GO_LIVE = "go_live"
    POST_IN_GROUP = "post_in_group"
    SEE_WHOLE_PLAN = "see_whole_plan"  # summaries and lists of every unit; others see their own part
    SEE_OPEN_POINTS = (
        "see_open_points"  # tasks without a lead, people out of reach, items past before go-live
    )
    DRAFT_BULLETIN = "draft_bulletin"
    EDIT_PAPER = "edit_paper"  # send a draft back, fill its gaps, discard it
    SEE_PAPERS = "see_papers"  # the register
    ISSUE_PAPER = "issue_paper"  # 签发、作废: whoever has `issues: true` in people.yaml
    # on a unit's return
    ANSWER_RETURN = "answer_return"
    # on a task that a unit supports
    SUPPORT = "support"
    # on whether somebody is there
    SET_ABSENCE = "set_absence"  # one's own
    SET_ABSENCE_FOR = (
        "set_absence_for"  # a head's for the unit's liaisons, the coordinator's for anybody of a unit
    )
    CONFIRM_POST = "confirm_post"  # the open items of a post newly held
    STAND_DOWN = "stand_down"  # not to stand in for a colleague
    # on what the plan leaves open
    RULE = "rule"  # who sums up, which county, how often
    ASK_SUPPORT = "ask_support"  # asks the supporting units of a task that one's unit leads
    # on an item of a list (清单)
    ANSWER_LISTED = "answer_listed"  # of one's own unit: done, opened again, left out
    # on a ticket (交办单); roles here, four eyes in bot/domain/tickets/ticket_rights.py
    ISSUE_TICKET = "issue_ticket"
    SEE_TICKET = "see_ticket"
    ANSWER_TICKET = "answer_ticket"  # sign, say, hand in, pass down: of one's own unit
    REVIEW_TICKET = "review_ticket"  # pass, return, reopen, look again, put a talk before the leader
    CHANGE_TICKET = "change_ticket"  # withdraw, correct
    DECIDE_TICKET_TALK = "decide_ticket_talk"
    SEE_TELEPHONE = "see_telephone"  # of who has not signed
    # 投诉建议
    COMPLAIN = "complain"
    ANSWER_COMPLAINT = "answer_complaint"
    # on readings of the air and of indicators
    ENTER_READINGS = "enter_readings"  # for the unit that the plan names
    HAND_IN_LIST = "hand_in_list"  # for a unit that leads its milestone's task
    # on an emergency (重污染应急响应)
    ORDER_EMERGENCY = "order_emergency"  # 启动、升级、降级、解除
    DATE_FOLLOW_UP = "date_follow_up"  # 效果评估、成因分析
    SEE_EMERGENCY = "see_emergency"  # of every unit; others see their own part
    SIGN_EMERGENCY = "sign_emergency"  # for one's own unit
    REPORT_EMERGENCY = "report_emergency"  # in a window, for one's own unit
    MARK_CHECKLIST = "mark_checklist"  # a line of one's own unit's 应急减排清单
    # on what one did oneself
    UNDO = "undo"
