from django.apps import AppConfig


class ParkingConfig(AppConfig):
    name = "services.parking"
    label = "parking"

    def ready(self) -> None:
        from services.parking.operations import notices, orders, permits
        from services.submissions import register

        told = {
            notices.CHALLENGE: (notices.deliver_challenge, "parking-challenge-received"),
            permits.RENEW: (permits.deliver_right, "parking-permit-renewed"),
            permits.BUY: (permits.deliver_right, "parking-visitor-sessions-ordered"),
            permits.CHANGE: (permits.deliver_change, "parking-vehicle-changed"),
            permits.CANCEL: (orders.deliver_cancelling, "parking-visitor-sessions-cancelled"),
        }
        for task, (deliver, notification) in told.items():
            register(
                task.service,
                task.name,
                deliver,
                notification=notification,
                contests_charge=task is notices.CHALLENGE,
                withdraws_charge=task is permits.CANCEL,
            )
